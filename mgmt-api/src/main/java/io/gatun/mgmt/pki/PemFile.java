package io.gatun.mgmt.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Certificates and keys in PEM files. What is wrong with one is said with its name, not its text.
 */
final class PemFile {

    private PemFile() {}

    /**
     * All certificates of a file, at least one.
     *
     * @param what it is called in a sentence
     */
    static List<X509Certificate> certificates(Path file, String what) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            final List<X509Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (all.isEmpty()) {
                throw new IOException(what + " file " + file + " holds no certificate in PEM");
            }
            return all;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no " + what + " file " + file, e);
        } catch (AccessDeniedException e) {
            throw new IOException("this user may not read " + what + " file " + file, e);
        } catch (CertificateException e) {
            throw new IOException(what + " file " + file + " holds no certificate in PEM", e);
        }
    }

    /**
     * The private key of a file, in PKCS #8 or in the older forms of its algorithm, without a
     * passphrase. What else stands in the file is passed over.
     */
    static PrivateKey key(Path file) throws IOException {
        OwnersFile.require(file, "key");
        final String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (AccessDeniedException e) {
            throw new IOException("this user may not read key file " + file, e);
        }
        final Optional<PrivateKey> key;
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            key = key(file, parser);
        } catch (EncryptedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // without the cause, which may quote the key
            throw new IOException("key file " + file + " holds a private key that is damaged");
        }
        return key.orElseThrow(
                () -> new IOException("key file " + file + " holds no private key in PEM"));
    }

    private static Optional<PrivateKey> key(Path file, PEMParser parser) throws IOException {
        for (Object each = parser.readObject(); each != null; each = parser.readObject()) {
            final PrivateKeyInfo info =
                    switch (each) {
                        case PrivateKeyInfo plain -> plain;
                        case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                        case PKCS8EncryptedPrivateKeyInfo _, PEMEncryptedKeyPair _ ->
                                throw new EncryptedException(file);
                        default -> null; // parameters of a curve, or the certificate
                    };
            if (info != null) {
                return Optional.of(new JcaPEMKeyConverter().getPrivateKey(info));
            }
        }
        return Optional.empty();
    }

    private static final class EncryptedException extends IOException {

        private static final long serialVersionUID = 1L;

        private EncryptedException(Path file) {
            super(
                    "key file "
                            + file
                            + " wants a passphrase, which a router has not; take it off: openssl"
                            + " pkcs8 -topk8 -nocrypt");
        }
    }

    /** Writes a file that only this user may read; one that is there already is not touched. */
    static void writeSecret(Path file, PrivateKey key) throws IOException {
        write(file, new JcaPKCS8Generator(key, null), "rw-------"); // RFC 5958
    }

    /** Writes a file that all may read; one that is there already is not touched. */
    static void write(Path file, Object object) throws IOException {
        write(file, object, "rw-r--r--");
    }

    private static void write(Path file, Object object, String mode) throws IOException {
        final StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(object);
        }
        try (FileChannel out =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(mode)))) {
            final ByteBuffer bytes =
                    ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }
}
