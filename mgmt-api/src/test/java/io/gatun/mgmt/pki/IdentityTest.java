package io.gatun.mgmt.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gatun.mgmt.message.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

    private static final String ENCRYPTION = "PBEWithSHA1AndDESede";

    @TempDir private Path folder;
    private TestPki pki;
    private Identity.Own own;

    @BeforeEach
    void makeCertificates() throws IOException {
        pki = new TestPki(folder.resolve("pki"));
        own = pki.client("alice", Role.ADMIN).own().orElseThrow();
    }

    private static void isRefused(Path certificate, Path key, String sentence) {
        assertThatIOException()
                .isThrownBy(
                        new Identity(
                                        Optional.of(new Identity.Own(certificate, key)),
                                        Optional.empty())
                                ::context)
                .withMessageContaining(sentence);
    }

    private Path secret(String text) throws IOException {
        final Path file = folder.resolve("a.key");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    @Test
    void keyThatOthersMayRead_isRefused() throws Exception {
        Files.setPosixFilePermissions(own.key(), PosixFilePermissions.fromString("rw-r--r--"));

        isRefused(
                own.certificate(),
                own.key(),
                "key file " + own.key() + " has mode rw-r--r--, so that others may use it");
    }

    @Test
    void filesInEachOthersPlace_areRefused() throws Exception {
        Files.setPosixFilePermissions(
                own.certificate(), PosixFilePermissions.fromString("rw-------"));

        isRefused(
                own.certificate(),
                own.certificate(),
                "key file " + own.certificate() + " holds no private key in PEM");
        isRefused(own.key(), own.key(), "certificate file " + own.key() + " holds no certificate");
    }

    @Test
    void missingFiles_areNamed() {
        final Path none = folder.resolve("none");

        isRefused(none, own.key(), "there is no certificate file " + none);
        isRefused(own.certificate(), none, "there is no key file " + none);
        assertThatIOException()
                .isThrownBy(new Identity(Optional.of(own), Optional.of(none))::context)
                .withMessage("there is no ca file " + none);
    }

    @Test
    void keyOfAnotherCertificate_isRefused() throws Exception {
        final Identity.Own other = pki.client("bob", Role.ADMIN).own().orElseThrow();
        final var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();

        isRefused(
                own.certificate(),
                other.key(),
                "key " + other.key() + " does not belong to certificate " + own.certificate());
        isRefused(own.certificate(), secret(pem(rsa)), "does not belong to certificate");
    }

    @Test
    void keyWithAPassphrase_isRefusedWithTheCure() throws Exception {
        final var key =
                SecretKeyFactory.getInstance(ENCRYPTION)
                        .generateSecret(new PBEKeySpec("of a test".toCharArray()));
        final Cipher cipher = Cipher.getInstance(ENCRYPTION);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        final byte[] encrypted = cipher.doFinal(PemFile.key(own.key()).getEncoded());
        final byte[] info =
                new EncryptedPrivateKeyInfo(cipher.getParameters(), encrypted).getEncoded();

        isRefused(
                own.certificate(),
                secret(block("ENCRYPTED PRIVATE KEY", info)),
                "wants a passphrase, which a router has not; take it off: openssl pkcs8");
    }

    @Test
    void keyInTheOlderForm_afterItsCurve_isRead() throws Exception {
        final PrivateKey key = PemFile.key(own.key());
        final ECPrivateKey inner =
                ECPrivateKey.getInstance(
                        PrivateKeyInfo.getInstance(key.getEncoded()).parsePrivateKey());
        final ECPrivateKey older =
                new ECPrivateKey(256, inner.getKey(), SECObjectIdentifiers.secp256r1);
        final String text =
                block("EC PARAMETERS", SECObjectIdentifiers.secp256r1.getEncoded())
                        + block("EC PRIVATE KEY", older.getEncoded());

        assertThat(((java.security.interfaces.ECPrivateKey) PemFile.key(secret(text))).getS())
                .isEqualTo(inner.getKey());
    }

    private static String block(String what, byte[] content) {
        return "-----BEGIN "
                + what
                + "-----\n"
                + Base64.getMimeEncoder().encodeToString(content)
                + "\n-----END "
                + what
                + "-----\n";
    }

    private static String pem(Object object) throws IOException {
        final StringWriter text = new StringWriter();
        try (JcaPEMWriter out = new JcaPEMWriter(text)) {
            out.writeObject(object);
        }
        return text.toString();
    }

    @Test
    void damagedKey_isNamedAndNotQuoted() throws Exception {
        final String whole = Files.readString(own.key());
        final String line = whole.lines().skip(1).findFirst().orElseThrow();
        for (int at = 0; at < whole.length() - 1; at++) {
            final Path file = secret(whole.substring(0, at) + '!' + whole.substring(at + 1));
            final Throwable refusal =
                    catchThrowable(
                            new Identity(
                                            Optional.of(new Identity.Own(own.certificate(), file)),
                                            Optional.empty())
                                    ::context);
            if (refusal != null) {
                final StringWriter told = new StringWriter();
                refusal.printStackTrace(new PrintWriter(told));
                assertThat(refusal)
                        .as("character %d", at)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(file.toString());
                assertThat(told.toString()).doesNotContain(line.substring(20, 40));
            }
        }
    }
}
