package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether a Deployment has become what it was last told to be. Stateless. */
final class RolloutCheck {
    private RolloutCheck() {}

    static Check of(JsonNode deployment) {
        String name = deployment.path("metadata").path("name").asText();
        JsonNode status = deployment.path("status");
        for (JsonNode condition : status.path("conditions")) {
            boolean stuck = condition.path("type").asText().equals("Progressing")
                    && condition.path("status").asText().equals("False");
            if (stuck) {
                return Check.bad(
                        "release",
                        "the rollout of " + name + " is stuck: "
                                + condition.path("message").asText()
                                + " (kubectl rollout status, and the events of the new pods, say why)");
            }
        }
        int replicas = status.path("replicas").asInt();
        int updated = status.path("updatedReplicas").asInt();
        boolean seen = status.path("observedGeneration").asLong()
                >= deployment.path("metadata").path("generation").asLong();
        return seen && updated == replicas
                ? Check.ok("release", "Deployment " + name + ", image " + image(deployment))
                : Check.note(
                        "release",
                        "Deployment " + name + " is rolling out: " + updated + " of " + replicas + " are new");
    }

    private static String image(JsonNode deployment) {
        return Containers.gateway(deployment.path("spec").path("template").path("spec"))
                .path("image")
                .asText("unknown");
    }
}
