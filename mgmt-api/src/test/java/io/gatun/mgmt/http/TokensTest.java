package io.gatun.mgmt.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.gatun.mgmt.message.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

    @TempDir private Path folder;

    private Tokens read(String text, String mode) throws IOException {
        final Path file = folder.resolve("tokens");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return Tokens.read(file);
    }

    @Test
    void holders_areFoundByTheirTokens() throws IOException {
        final Tokens tokens =
                read(
                        """
                        # who may use the API
                        admin      alice       0123456789abcdef

                        read-only  prometheus  fedcba9876543210  # scrapes
                        """,
                        "rw-------");

        assertThat(tokens.holder("0123456789abcdef"))
                .hasValue(new Tokens.Holder("alice", Role.ADMIN));
        assertThat(tokens.holder("fedcba9876543210"))
                .hasValue(new Tokens.Holder("prometheus", Role.READ_ONLY));
        assertThat(tokens.holder("0123456789abcdeF")).isEmpty();
        assertThat(tokens.holder("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw----r--", "rw-rw----", "rwx------"})
    void fileThatOthersMayUse_isRefused(String mode) {
        assertThatIOException()
                .isThrownBy(() -> read("admin alice 0123456789abcdef", mode))
                .withMessageContaining("has mode " + mode)
                .withMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @CsvSource({
        "admin alice, tokens:1: 2 words",
        "root alice short-secret, tokens:1: the first word is no role",
        "short-secret admin alice, tokens:1: the first word is no role",
        "admin short-secret:1 alice, tokens:1: the second word is no name",
        "admin short-secret alice, tokens:1: the third word is no token",
        "admin alice short-secret, tokens:1: the third word is no token",
        "'', holds no token"
    })
    void flaw_isToldWithItsLineAndWithoutTheToken(String text, String sentence) {
        assertThatIOException()
                .isThrownBy(() -> read(text, "rw-------"))
                .withMessageContaining(sentence)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("short-secret"));
    }

    @Test
    void missingFile_isRefused() {
        assertThatIOException()
                .isThrownBy(() -> Tokens.read(folder.resolve("none")))
                .withMessageContaining("there is no tokens file");
    }
}
