package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.http.RawConnection.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A gateway that leaves while it is in use. */
class LeavingTest extends OverEachTransport {

    @Test
    void nothing_is_dropped_when_the_gateway_leaves_under_load() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(request -> ok(request.target())));
        GatewayUnderTest gateway = start(gateway().to(origin).threads(2).shutdown("propagation: 300ms, deadline: 5s"));
        AtomicBoolean leaving = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        List<Future<Boolean>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 8; n++) {
                clients.add(threads.submit(() -> {
                    while (!leaving.get()) {
                        try (RawConnection client = gateway.connect()) {
                            boolean lives = true;
                            while (lives) {
                                HttpMessage answer = client.send(get("/x")).readResponse();
                                assertThat(answer.text()).isEqualTo("/x");
                                served.incrementAndGet();
                                lives = answer.field("Connection") == null;
                            }
                            assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
                        }
                    }
                    return true;
                }));
            }
            Await.until("requests flow", () -> served.get() > 200);

            leaving.set(true);
            gateway.close();
        }

        for (Future<Boolean> client : clients) {
            assertThat(client.get()).isTrue();
        }
    }

    @Test
    void a_request_in_flight_is_answered_and_an_idle_connection_is_closed() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            go.await();
            connection.send(ok("late")).readHead();
        }));
        GatewayUnderTest gateway = before(origin);
        RawConnection idle = client(gateway);
        RawConnection busy = client(gateway);
        busy.send(get("/"));
        Await.until("the request is under way", () -> origin.open() == 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> closing = threads.submit(gateway::close);

            assertThat(idle.readToEnd()).isEqualTo(Ended.CLEANLY);
            idle.close();
            go.countDown();
            HttpMessage answer = busy.readResponse();

            assertThat(answer.text()).isEqualTo("late");
            assertThat(answer.field("Connection")).isEqualTo("close");
            assertThat(busy.readToEnd()).isEqualTo(Ended.CLEANLY);
            busy.close();
            closing.get();
        }
    }
}
