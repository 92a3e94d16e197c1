package io.gatun.mgmt.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.mgmt.message.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateHolderTest {

    @TempDir private Path folder;

    private static X509Certificate shown(Identity identity) throws IOException {
        return PemFile.certificates(identity.own().orElseThrow().certificate(), "certificate")
                .getFirst();
    }

    @Test
    void roleAndName_standInTheCertificate() throws Exception {
        final TestPki pki = new TestPki(folder.resolve("pki"));

        assertThat(CertificateHolder.of(shown(pki.client("alice", Role.ADMIN)), Set.of()))
                .isEqualTo(new CertificateHolder("alice", Role.ADMIN));
        assertThat(CertificateHolder.of(shown(pki.client("bob", Role.READ_ONLY)), Set.of("0")))
                .isEqualTo(new CertificateHolder("bob", Role.READ_ONLY));
    }

    @Test
    void certificateWithoutARole_isRefusedWithTheCure() throws Exception {
        final TestPki pki = new TestPki(folder.resolve("pki"));

        assertThatThrownBy(() -> CertificateHolder.of(shown(pki.server()), Set.of()))
                .hasMessage(
                        "the certificate of 127.0.0.1 names no role; make one: gatun pki client"
                                + " NAME --role ROLE");
    }
}
