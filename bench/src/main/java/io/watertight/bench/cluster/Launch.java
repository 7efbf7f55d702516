package io.watertight.bench.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is needed to start a child. Immutable.
 *
 * @param name what errors and the output file call it, such as {@code gw-1}
 * @param command the program and its arguments
 * @param output where its standard output and standard error go, together; overwritten
 */
public record Launch(String name, List<String> command, Path output) {
    public Launch {
        command = List.copyOf(command);
    }

    /**
     * A child JVM of the same JDK as this one.
     *
     * @param jvmOptions such as {@code -Xmx64m}
     * @param classPath as for {@code java -cp}
     * @param mainClass the fully qualified name
     * @param arguments what its main method gets
     */
    public static Launch java(
            String name,
            List<String> jvmOptions,
            String classPath,
            String mainClass,
            List<String> arguments,
            Path output) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return new Launch(name, command, output);
    }
}
