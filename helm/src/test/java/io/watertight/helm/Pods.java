package io.watertight.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The pods that the objects of a render will have. */
final class Pods {

    /** @param owner what makes the pod, or is it */
    record Template(JsonNode owner, JsonNode labels, JsonNode spec) {

        String name() {
            return owner.path("kind").asText() + " "
                    + owner.at("/metadata/name").asText();
        }

        Stream<JsonNode> containers() {
            return items(spec.path("containers"));
        }

        /** The number of a port, which may be given by its name. */
        Optional<Integer> port(JsonNode nameOrNumber) {
            return containers()
                    .flatMap(container -> items(container.path("ports")))
                    .filter(port -> nameOrNumber.isTextual()
                            ? port.path("name").asText().equals(nameOrNumber.asText())
                            : port.path("containerPort").equals(nameOrNumber))
                    .map(port -> port.path("containerPort").asInt())
                    .findFirst();
        }

        boolean isSelectedBy(JsonNode selector) {
            return !selector.isEmpty()
                    && selector.properties().stream()
                            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
        }
    }

    private Pods() {}

    static List<Template> of(Objects objects) {
        List<Template> pods = new ArrayList<>();
        for (JsonNode object : objects.all()) {
            switch (object.path("kind").asText()) {
                case "Deployment", "Job" ->
                    pods.add(new Template(
                            object, object.at("/spec/template/metadata/labels"), object.at("/spec/template/spec")));
                case "Pod" -> pods.add(new Template(object, object.at("/metadata/labels"), object.path("spec")));
                default -> {}
            }
        }
        return pods;
    }

    static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
