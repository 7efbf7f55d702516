package io.watertight.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;

/** The chart as Helm renders it, without a cluster. Immutable, safe for use by several threads. */
public final class Render {

    /** The release that renders are of, unless another is asked for. */
    public static final String RELEASE = "demo";

    /** The newest Kubernetes that the chart is checked for. */
    public static final String KUBERNETES = "1.35.0";

    private final Path chart;

    /** @param chart the folder with {@code Chart.yaml} */
    public Render(Path chart) {
        this.chart = chart;
    }

    /**
     * All objects, as one YAML stream, hooks included.
     *
     * @param valuesFiles applied in this order over the chart's own
     * @throws IllegalStateException with Helm's message, where values are refused or a template fails
     */
    public String template(List<Path> valuesFiles) {
        TemplateCommand command = new Helm(chart)
                .template()
                .withName(RELEASE)
                .withNamespace("bench")
                .withKubeVersion(KUBERNETES);
        valuesFiles.forEach(command::withValuesFile);
        return command.call();
    }

    /** Prints the render with the values files given: {@code CHART [VALUES...]}. */
    public static void main(String[] args) {
        List<Path> paths = List.of(args).stream().map(Path::of).toList();
        System.out.println(new Render(paths.getFirst()).template(paths.subList(1, paths.size())));
    }
}
