package io.watertight.bench.cli;

import io.watertight.bench.report.HtmlReport;
import io.watertight.bench.report.ProofReport;
import io.watertight.bench.report.ReportFile;
import io.watertight.bench.report.VerdictText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a report's page again from its JSON. */
@Command(
        name = "report",
        sortOptions = false,
        description = "Shows the verdict of a report, and makes its page again from its JSON.",
        footer = {"", "Exit codes: that of the report's verdict; 2 where the file is no report."})
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1", paramLabel = "REPORT.json", description = "as prove has written it")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "PAGE.html", description = "where the page goes (default: beside the JSON)")
    private @Nullable Path out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    @Override
    public Integer call() {
        ProofReport report;
        try {
            report = ReportFile.read(file);
        } catch (IOException e) {
            throw UsageException.unreadable(file, e);
        }
        try {
            Path page = out != null ? out : file.resolveSibling(pageName());
            Files.writeString(page, HtmlReport.render(report));
            PrintWriter terminal = spec.commandLine().getOut();
            terminal.print(VerdictText.forOutput(Terminal.isInteractive(), System.getenv())
                    .render(report));
            terminal.println("report: " + page);
            terminal.flush();
            return switch (report.finding()) {
                case HELD -> ExitCode.HELD;
                case VIOLATED -> ExitCode.VIOLATED;
                case INCONCLUSIVE, NOT_APPLICABLE -> ExitCode.INCONCLUSIVE;
            };
        } catch (IOException e) {
            throw UsageException.because(e);
        }
    }

    private String pageName() {
        String name = String.valueOf(file.getFileName());
        return (name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name) + ".html";
    }
}
