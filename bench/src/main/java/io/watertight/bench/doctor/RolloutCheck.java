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
            boolean refused = condition.path("type").asText().equals("ReplicaFailure")
                    && condition.path("status").asText().equals("True");
            if (refused) {
                return Check.bad(
                        "release",
                        "pods of " + name + " cannot be made: "
                                + condition.path("message").asText());
            }
        }
        int wanted = deployment.path("spec").path("replicas").asInt(1);
        int replicas = status.path("replicas").asInt();
        int updated = status.path("updatedReplicas").asInt();
        boolean seen = status.path("observedGeneration").asLong()
                >= deployment.path("metadata").path("generation").asLong();
        return seen && updated == replicas && updated == wanted
                ? Check.ok("release", "Deployment " + name + ", image " + image(deployment))
                : Check.note(
                        "release", "Deployment " + name + " is rolling out: " + updated + " of " + wanted + " are new");
    }

    private static String image(JsonNode deployment) {
        return Containers.gateway(deployment.path("spec").path("template").path("spec"))
                .path("image")
                .asText("unknown");
    }
}
