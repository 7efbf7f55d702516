package io.watertight.bench.localcluster;

import com.marcnuri.helm.Helm;
import io.watertight.bench.cluster.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's chart, as Helm renders it: what is deployed in a cluster is what is tried here. Stateless. */
public final class Chart {
    private static final String FOLDER = "helm/watertight";
    private static final String RELEASE = "proof";

    /** The one whose autoscaler {@link io.watertight.bench.hpa} is. */
    private static final String KUBERNETES = "1.33.0";

    private static final String SCALING = "values-scaling.yaml";

    private Chart() {}

    /**
     * What the chart says of its gateways with the values that it brings for scaling.
     *
     * @throws IOException if there is no chart, or it cannot be rendered or read
     */
    public static ClusterProfile profile() throws IOException {
        return profile(ProjectFolder.named(FOLDER).resolve(SCALING));
    }

    /**
     * What the chart says of its gateways with those values.
     *
     * @throws IOException if there is no chart, or it cannot be rendered or read
     */
    public static ClusterProfile profile(Path values) throws IOException {
        if (!Files.isReadable(values)) {
            throw new IOException(values + " cannot be read");
        }
        try {
            return ManifestReader.read(new Helm(ProjectFolder.named(FOLDER))
                    .template()
                    .withName(RELEASE)
                    .withKubeVersion(KUBERNETES)
                    .withValuesFile(values)
                    // whoever runs it has keys already: with keys to make, Helm would look into a cluster for earlier
                    // ones
                    .set("jwt.existingSecret", RELEASE)
                    .call());
        } catch (IllegalStateException | IOException e) {
            throw new IOException("the chart with " + values + ": " + e.getMessage(), e);
        }
    }
}
