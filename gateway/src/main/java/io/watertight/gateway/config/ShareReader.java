package io.watertight.gateway.config;

import io.watertight.ratelimit.BelowFloor;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the share section of the limiter. */
final class ShareReader {

    private static final List<String> SOURCES = List.of("members", "dns", "endpointSlices");
    private static final String FLOORS = "floor, refuse";

    private final Path file;
    private final Errors errors;

    /** @param file where other files are relative to; absolute */
    ShareReader(Path file, Errors errors) {
        this.file = file;
        this.errors = errors;
    }

    /** The section, or null where it is broken. */
    @Nullable
    ShareConfig read(Section section) {
        List<String> given = SOURCES.stream().filter(section::has).toList();
        MemberSource source = source(section);
        Endpoint self = section.optionalParsed("self", Endpoint.SYNTAX, Endpoint::parse);
        Duration period = section.duration("period", source == null ? Duration.ofSeconds(1) : source.defaultPeriod());
        BelowFloor belowFloor = section.parsed("belowFloor", BelowFloor.FLOOR, FLOORS, ShareReader::belowFloor);
        section.end();
        if (given.size() != 1) {
            errors.add(
                    section.path(),
                    given.isEmpty() ? "no source of members" : String.join(" and ", given),
                    "exactly one of " + String.join(", ", SOURCES));
            return null;
        }
        return source == null
                ? null
                : errors.collect(
                        section.path(),
                        UnaryOperator.identity(),
                        () -> new ShareConfig(source, self, period, belowFloor));
    }

    private @Nullable MemberSource source(Section section) {
        Section dns = section.section("dns");
        Section slices = section.section("endpointSlices");
        List<Endpoint> members = section.parsedList("members", List.of(), Endpoint.SYNTAX, Endpoint::parse);
        if (section.has("members")) {
            return errors.collect(section.path(), UnaryOperator.identity(), () -> new MemberSource.Listed(members));
        }
        if (dns != null) {
            String name = dns.text("name", "");
            int port = dns.intNumber("port", 0);
            dns.end();
            return errors.collect(dns.path(), UnaryOperator.identity(), () -> new MemberSource.Dns(name, port));
        }
        return slices == null ? null : endpointSlices(slices);
    }

    private @Nullable MemberSource endpointSlices(Section section) {
        String namespace = section.text("namespace", "");
        String service = section.text("service", "");
        URI server = section.url(
                "server", MemberSource.EndpointSlices.IN_CLUSTER, MemberSource.EndpointSlices.SERVER_SYNTAX);
        boolean inCluster = !section.has("server");
        Path token = section.optionalParsed("tokenFile", "the name of a file", this::resolve);
        Path ca = section.optionalParsed("caFile", "the name of a file", this::resolve);
        section.end();
        return errors.collect(
                section.path(),
                UnaryOperator.identity(),
                () -> new MemberSource.EndpointSlices(
                        namespace,
                        service,
                        server,
                        token == null && inCluster ? MemberSource.EndpointSlices.TOKEN : token,
                        ca == null && inCluster ? MemberSource.EndpointSlices.CA : ca));
    }

    private static BelowFloor belowFloor(String text) {
        return Stream.of(BelowFloor.values())
                .filter(each -> text(each).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(FLOORS));
    }

    static String text(BelowFloor belowFloor) {
        return belowFloor.name().toLowerCase(Locale.ROOT);
    }

    private Path resolve(String name) {
        try {
            return file.resolveSibling(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the name of a file", e);
        }
    }
}
