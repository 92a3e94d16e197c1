package io.gatun.mgmt.http;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {

    @TempDir private Path folder;

    @Test
    void keyThatOthersMayRead_isRefused() throws Exception {
        final TlsFiles files = TestCertificate.in(folder).files();
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatIOException()
                .isThrownBy(files::context)
                .withMessageContaining("has mode rw-r--r--")
                .withMessageContaining("chmod 600");
    }

    @Test
    void certificateInPlaceOfTheKey_isRefused() throws Exception {
        final TlsFiles files = TestCertificate.in(folder).files();
        Files.setPosixFilePermissions(
                files.certificate(), PosixFilePermissions.fromString("rw-------"));

        assertThatIOException()
                .isThrownBy(new TlsFiles(files.certificate(), files.certificate())::context)
                .withMessageContaining("holds no private key in PEM and PKCS #8");
        assertThatIOException()
                .isThrownBy(new TlsFiles(files.key(), files.key())::context)
                .withMessageContaining("holds no certificate");
    }

    @Test
    void missingFiles_areRefused() throws Exception {
        final TlsFiles files = TestCertificate.in(folder).files();
        final Path none = folder.resolve("none");

        assertThatIOException()
                .isThrownBy(new TlsFiles(none, files.key())::context)
                .withMessageContaining("there is no certificate file");
        assertThatIOException()
                .isThrownBy(new TlsFiles(files.certificate(), none)::context)
                .withMessageContaining("there is no key file");
    }
}
