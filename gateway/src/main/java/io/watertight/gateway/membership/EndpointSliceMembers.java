package io.watertight.gateway.membership;

import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.MemberSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a Service, ready or not and also those that are terminating, as the Kubernetes API server lists them:
 * whoever has not ended yet may still have a share.
 */
final class EndpointSliceMembers implements MemberReader {

    private static final int OK = 200;

    private final MemberSource.EndpointSlices source;
    private final URI uri;
    private final int ownPort;
    private final Duration timeout;
    private @Nullable HttpClient client;

    EndpointSliceMembers(MemberSource.EndpointSlices source, int ownPort, Duration timeout) {
        this.source = source;
        this.uri = source.server()
                .resolve("/apis/discovery.k8s.io/v1/namespaces/" + source.namespace()
                        + "/endpointslices?labelSelector="
                        + URLEncoder.encode("kubernetes.io/service-name=" + source.service(), StandardCharsets.UTF_8));
        this.ownPort = ownPort;
        this.timeout = timeout;
    }

    @Override
    public Set<Endpoint> read() throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(timeout).header("Accept", "application/json");
        Path tokenFile = source.tokenFile();
        if (tokenFile != null) {
            request.header(
                    "Authorization", "Bearer " + Files.readString(tokenFile).strip());
        }
        try {
            HttpResponse<String> response = client().send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new IOException("the API server answered " + response.statusCode());
            }
            return EndpointSliceList.members(response.body(), ownPort);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("not a list of EndpointSlices: " + e.getMessage(), e);
        }
    }

    /** Made when it is first needed: the certificates may not be there before, and then that is an answer that fails. */
    private HttpClient client() throws IOException {
        HttpClient known = client;
        if (known != null) {
            return known;
        }
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        Path caFile = source.caFile();
        if (caFile != null) {
            builder.sslContext(trusting(caFile));
        }
        HttpClient made = builder.build();
        client = made;
        return made;
    }

    private static SSLContext trusting(Path caFile) throws IOException {
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int index = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + index++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(caFile + " holds no certificates", e);
        }
    }

    @Override
    public void close() {
        HttpClient open = client;
        if (open != null) {
            open.shutdownNow();
        }
    }
}
