package io.watertight.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A check that lets everything pass would look just like this chart. */
class StrictModelsTest {

    @ParameterizedTest
    @CsvSource({
        "Deployment, ''",
        "Deployment, /metadata",
        "Deployment, /spec",
        "Deployment, /spec/strategy/rollingUpdate",
        "Deployment, /spec/template/spec",
        "Deployment, /spec/template/spec/containers/0",
        "Deployment, /spec/template/spec/containers/0/readinessProbe/httpGet",
        "Deployment, /spec/template/spec/containers/0/lifecycle/preStop/sleep",
        "Deployment, /spec/template/spec/securityContext/seccompProfile",
        "HorizontalPodAutoscaler, /spec/behavior/scaleDown/policies/0",
        "NetworkPolicy, /spec/egress/0/ports/0",
        "Service, /spec/ports/0",
        "TestRun, /spec/runner",
        "TestRun, /spec/runner/volumes/0"
    })
    void a_field_that_the_model_does_not_have_is_found(String kind, String place) throws JsonProcessingException {
        JsonNode object = Render.of("k6: {kind: TestRun}", "values-scaling.yaml")
                .ofKind(kind)
                .getFirst()
                .deepCopy();
        StrictModels.read(object);

        ((ObjectNode) object.at(place)).put("misspelt", 1);

        assertThatThrownBy(() -> StrictModels.read(object))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("misspelt");
    }
}
