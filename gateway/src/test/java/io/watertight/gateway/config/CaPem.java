package io.watertight.gateway.config;

/** A certificate that nobody has the key of. */
public final class CaPem {

    /** Self-signed, in PEM. */
    public static final String TEXT = """
            -----BEGIN CERTIFICATE-----
            MIIBcjCCARegAwIBAgIUYLYVUokvkoCtJNrAdWnVXPP7Q2kwCgYIKoZIzj0EAwIw
            DTELMAkGA1UEAwwCY2EwIBcNMjYxMTIzMTUyNDQ2WhgPMjEyNjEwMzAxNTI0NDZa
            MA0xCzAJBgNVBAMMAmNhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZo9eqd55
            O3ghoNdVbsd8fjoR3ONCea/+Pcu0P5FyJkbqPG/ziWed5iwZzZpEUtd+ipllBrwK
            s68850K+muQ5U6NTMFEwHQYDVR0OBBYEFM/VQpkV5vskYkOidnd32SY5/s9sMB8G
            A1UdIwQYMBaAFM/VQpkV5vskYkOidnd32SY5/s9sMA8GA1UdEwEB/wQFMAMBAf8w
            CgYIKoZIzj0EAwIDSQAwRgIhAMkHT81V+8DY6dsLBP6x346FPEc9YMKiqVsu3Dcn
            acmmAiEAiBaqsv2PJbAztb4W5kuS8LDRzNTjyfDceg/9A3O97q0=
            -----END CERTIFICATE-----
            """;

    private CaPem() {}
}
