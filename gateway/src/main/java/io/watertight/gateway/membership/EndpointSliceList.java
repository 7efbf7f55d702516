package io.watertight.gateway.membership;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.watertight.gateway.config.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a list of EndpointSlices (discovery.k8s.io/v1) says of members. An endpoint is its first address and, of the ports
 * of its slice, this replica's own or else the lowest. One that is in two slices, as happens while they are rearranged,
 * counts once; where a Service has both families, the IPv4 slices count.
 */
final class EndpointSliceList {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser json;
    private final int ownPort;
    private final Set<Endpoint> v4 = new HashSet<>();
    private final Set<Endpoint> v6 = new HashSet<>();

    private EndpointSliceList(JsonParser json, int ownPort) {
        this.json = json;
        this.ownPort = ownPort;
    }

    /** @throws IOException if the text is no such list */
    static Set<Endpoint> members(String text, int ownPort) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            EndpointSliceList list = new EndpointSliceList(json, ownPort);
            list.read();
            return list.v4.isEmpty() ? list.v6 : list.v4;
        }
    }

    private interface Field {
        void read(String name) throws IOException;
    }

    private interface Item {
        void read() throws IOException;
    }

    private void read() throws IOException {
        boolean[] found = new boolean[1];
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not a list of EndpointSlices");
        }
        fields(name -> {
            if (name.equals("items")) {
                found[0] = true;
                items(this::slice);
            }
        });
        if (!found[0]) {
            throw new IOException("not a list of EndpointSlices");
        }
    }

    private void slice() throws IOException {
        List<String> addresses = new ArrayList<>();
        TreeSet<Integer> ports = new TreeSet<>();
        String[] type = {""};
        fields(name -> {
            switch (name) {
                case "addressType" -> type[0] = json.getValueAsString("");
                case "endpoints" -> items(() -> endpoint(addresses));
                case "ports" -> items(() -> port(ports));
                default -> {}
            }
        });
        int port = ports.isEmpty() || ports.contains(ownPort) ? ownPort : ports.first();
        Set<Endpoint> members = type[0].equals("IPv6") ? v6 : v4;
        for (String address : addresses) {
            members.add(new Endpoint(address, port));
        }
    }

    private void endpoint(List<String> addresses) throws IOException {
        fields(name -> {
            if (name.equals("addresses")) {
                List<String> all = new ArrayList<>();
                items(() -> all.add(json.getValueAsString("")));
                all.stream().limit(1).forEach(addresses::add);
            }
        });
    }

    private void port(Set<Integer> ports) throws IOException {
        fields(name -> {
            if (name.equals("port")) {
                ports.add(json.getValueAsInt());
            }
        });
    }

    /** Shows each field of the object that begins here; what is not read of its value is skipped. */
    private void fields(Field field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            field.read(name);
            json.skipChildren();
        }
    }

    /** Shows each item of the array that begins here; null is an empty one. */
    private void items(Item item) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                throw new IOException("cut short");
            }
            item.read();
            json.skipChildren();
        }
    }
}
