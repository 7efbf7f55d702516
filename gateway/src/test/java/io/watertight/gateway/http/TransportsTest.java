package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class TransportsTest {

    /** io_uring is often forbidden in containers: then it is said here that it has not been tested. */
    @Test
    void says_which_transports_are_tested(TestReporter reporter) {
        assertThat(Epoll.isAvailable())
                .as("epoll, on every Linux: %s", Epoll.unavailabilityCause())
                .isTrue();
        reporter.publishEntry(
                "io_uring",
                IoUring.isAvailable() ? "tested" : "NOT TESTED, not available here: " + IoUring.unavailabilityCause());
        assertThat(OverEachTransport.transports()).contains("nio", "epoll");
    }
}
