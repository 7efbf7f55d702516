package io.watertight.gateway.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.gateway.config.Endpoint;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointSliceListTest {

    /** As an API server of Kubernetes 1.33 answers, shortened where nothing is read. */
    static final String LIST = """
            {
              "kind": "EndpointSliceList",
              "apiVersion": "discovery.k8s.io/v1",
              "metadata": { "resourceVersion": "81234" },
              "items": [
                {
                  "metadata": {
                    "name": "gw-headless-x7k2p", "generateName": "gw-headless-", "namespace": "default", "generation": 7,
                    "labels": {
                      "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
                      "kubernetes.io/service-name": "gw-headless",
                      "service.kubernetes.io/headless": ""
                    },
                    "ownerReferences": [ { "apiVersion": "v1", "kind": "Service", "name": "gw-headless", "controller": true } ]
                  },
                  "addressType": "IPv4",
                  "endpoints": [
                    {
                      "addresses": [ "10.244.1.7" ],
                      "conditions": { "ready": true, "serving": true, "terminating": false },
                      "targetRef": { "kind": "Pod", "namespace": "default", "name": "gw-6b7f-abcde", "uid": "1" },
                      "nodeName": "worker-1", "zone": "a"
                    },
                    {
                      "addresses": [ "10.244.2.9" ],
                      "conditions": { "ready": true, "serving": false, "terminating": true },
                      "targetRef": { "kind": "Pod", "namespace": "default", "name": "gw-6b7f-fghij", "uid": "2" },
                      "nodeName": "worker-2"
                    }
                  ],
                  "ports": [
                    { "name": "admin", "protocol": "TCP", "port": 9090 },
                    { "name": "http", "protocol": "TCP", "port": 8080 }
                  ]
                },
                {
                  "metadata": { "name": "gw-headless-q9d4r" },
                  "addressType": "IPv4",
                  "endpoints": [
                    { "addresses": [ "10.244.1.7" ], "conditions": { "ready": true } },
                    { "addresses": [ "10.244.3.2" ], "conditions": { "ready": false, "serving": false } }
                  ],
                  "ports": [ { "name": "http", "protocol": "TCP", "port": 8080 } ]
                },
                {
                  "metadata": { "name": "gw-headless-v6abc" },
                  "addressType": "IPv6",
                  "endpoints": [ { "addresses": [ "fd00::7" ], "conditions": { "ready": true } } ],
                  "ports": [ { "name": "http", "protocol": "TCP", "port": 8080 } ]
                }
              ]
            }
            """;

    @Test
    void countsEveryEndpointOnceReadyOrNotAndAlsoTheOnesThatTerminate() throws Exception {
        assertThat(EndpointSliceList.members(LIST, 8080))
                .containsExactlyInAnyOrder(
                        new Endpoint("10.244.1.7", 8080),
                        new Endpoint("10.244.2.9", 8080),
                        new Endpoint("10.244.3.2", 8080));
    }

    @Test
    void takesTheLowestPortWhereItsOwnIsNotAmongThem() throws Exception {
        assertThat(EndpointSliceList.members(LIST, 80))
                .contains(new Endpoint("10.244.2.9", 8080), new Endpoint("10.244.3.2", 8080));
    }

    @Test
    void countsTheAddressesOfTheOtherFamilyWhereThereAreNone() throws Exception {
        String six = "{\"items\":[{\"addressType\":\"IPv6\",\"endpoints\":[{\"addresses\":[\"fd00::7\"]}]}]}";

        assertThat(EndpointSliceList.members(six, 8080)).containsExactly(new Endpoint("fd00::7", 8080));
    }

    @Test
    void aServiceWithoutEndpointsHasNoMembers() throws Exception {
        assertThat(EndpointSliceList.members("{\"items\":[]}", 1)).isEmpty();
        assertThat(EndpointSliceList.members("{\"items\":[{\"endpoints\":null,\"ports\":null}]}", 1))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"kind\":\"Status\"}", "{\"items\":[", "{\"items\":[{\"endpoints\":[{\"a"})
    void refusesWhatIsNoSuchList(String text) {
        assertThatThrownBy(() -> EndpointSliceList.members(text, 1)).isInstanceOf(IOException.class);
    }
}
