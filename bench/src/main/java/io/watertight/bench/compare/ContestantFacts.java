package io.watertight.bench.compare;

import io.watertight.bench.compare.Comparison.PeerFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Writes down who a contestant is. Stateless. */
final class ContestantFacts {
    private static final int MAX_VERSION_BYTES = 4096;

    private ContestantFacts() {}

    static PeerFacts of(Contestant contestant, String absent, Optional<Runner> runner)
            throws IOException, InterruptedException {
        GatewayDescriptor gateway = contestant.gateway();
        Map<String, String> configuration = new LinkedHashMap<>();
        for (String file : gateway.files()) {
            configuration.put(file, Files.readString(contestant.folder().resolve(file)));
        }
        return new PeerFacts(
                contestant.name(),
                contestant.title(),
                version(contestant),
                contestant.variant().limiter(),
                absent,
                gateway.untried(),
                runner.map(Runner::preflight).map(Preflight::checks).orElse(List.of()),
                runner.map(Runner::startMillis).orElse(List.of()),
                String.join(" ", gateway.start()),
                configuration,
                gateway.tuning(),
                gateway.remarks(),
                gateway.documentation());
    }

    private static String version(Contestant contestant) throws InterruptedException {
        GatewayDescriptor gateway = contestant.gateway();
        Optional<String> binary = SearchPath.find(gateway.binary()).map(Object::toString);
        if (gateway.version().isEmpty()
                || (binary.isEmpty() && !gateway.binary().isEmpty())) {
            return gateway.versionText();
        }
        List<String> command = new ArrayList<>(gateway.version());
        command.replaceAll(word -> word.equals("@binary@") ? binary.orElse(word) : word);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readNBytes(MAX_VERSION_BYTES), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return text.lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            return "does not tell: " + e.getMessage();
        }
    }
}
