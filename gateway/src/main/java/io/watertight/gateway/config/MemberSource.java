package io.watertight.gateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where it is said which replicas there are. */
public sealed interface MemberSource {

    /** The membership period where none is configured: longer than anything may tell of members that have changed. */
    Duration defaultPeriod();

    /**
     * The configuration itself.
     *
     * @param members at least one, each once
     */
    record Listed(List<Endpoint> members) implements MemberSource {

        private static final Duration PERIOD = Duration.ofSeconds(1);

        /**
         * Checks the list.
         *
         * @throws IllegalArgumentException if it is empty or names a member twice
         */
        public Listed {
            members = List.copyOf(members);
            Violations violations = new Violations()
                    .check(
                            !members.isEmpty(),
                            "members",
                            "an empty list",
                            "at least one HOST:PORT, this replica's own");
            HashSet<Endpoint> seen = new HashSet<>();
            for (int i = 0; i < members.size(); i++) {
                violations.check(seen.add(members.get(i)), "members[" + i + "]", members.get(i), "each member once");
            }
            violations.throwIfAny();
        }

        @Override
        public Duration defaultPeriod() {
            return PERIOD;
        }
    }

    /**
     * The addresses that a name has, such as those behind a headless Service. Where it has addresses of both families,
     * the IPv4 ones count.
     *
     * @param name resolved as the system resolves names
     * @param port where all members listen
     */
    record Dns(String name, int port) implements MemberSource {

        /** The records of Kubernetes live for 5 s in whatever cache is on the way. */
        private static final Duration PERIOD = Duration.ofSeconds(10);

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if the name is no host name or the port no port
         */
        public Dns {
            new Violations()
                    .check(HostName.isValid(name), "name", name.isEmpty() ? Violations.MISSING : name, "a host name")
                    .range("port", port, 1, 65_535)
                    .throwIfAny();
        }

        @Override
        public Duration defaultPeriod() {
            return PERIOD;
        }
    }

    /**
     * The EndpointSlices of a Kubernetes Service.
     *
     * @param namespace of the Service
     * @param service its name; it has to publish addresses that are not ready
     * @param server the API server, {@code https://HOST[:PORT]}; or {@code http://} to an address of the loopback network, such as
     *     that of {@code kubectl proxy}
     * @param tokenFile the bearer token, read again for each question; null for none
     * @param caFile whose certificates are trusted, PEM; null for the JDK's own
     */
    record EndpointSlices(
            String namespace,
            String service,
            URI server,
            @Nullable Path tokenFile,
            @Nullable Path caFile) implements MemberSource {

        static final URI IN_CLUSTER = URI.create("https://kubernetes.default.svc");
        static final Path TOKEN = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");
        static final Path CA = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/ca.crt");
        static final String SERVER_SYNTAX = "https://HOST[:PORT], or http://127.0.0.1[:PORT]";

        private static final Duration PERIOD = Duration.ofSeconds(5);
        private static final Set<String> ROOT = Set.of("", "/");
        private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if a name is none, the server is neither addressed by https nor on this host, or its URL says
         *     more than that
         */
        public EndpointSlices {
            new Violations()
                    .check(HostName.isValid(namespace), "namespace", shown(namespace), "the name of a namespace")
                    .check(HostName.isValid(service), "service", shown(service), "the name of a Service")
                    .check(isSafe(server), "server", ServerUrl.WRONG, SERVER_SYNTAX)
                    .throwIfAny();
        }

        /** A token must not cross a network in the clear. */
        private static boolean isSafe(URI server) {
            String scheme = server.getScheme();
            return ServerUrl.isValid(server)
                    && ROOT.contains(server.getRawPath())
                    && ("https".equals(scheme) || ("http".equals(scheme) && LOOPBACK.contains(server.getHost())));
        }

        private static String shown(String name) {
            return name.isEmpty() ? Violations.MISSING : name;
        }

        @Override
        public Duration defaultPeriod() {
            return PERIOD;
        }
    }
}
