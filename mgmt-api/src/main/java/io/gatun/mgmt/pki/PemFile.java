package io.gatun.mgmt.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/**
 * Certificates and keys in PEM files. What is wrong with one is said with its name, not its text.
 */
public final class PemFile {

    private PemFile() {}

    /** All certificates of a file, at least one. */
    public static List<X509Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            final List<X509Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (all.isEmpty()) {
                throw new IOException("file " + file + " holds no certificate in PEM");
            }
            return all;
        } catch (CertificateException e) {
            throw new IOException("file " + file + " holds no readable certificate in PEM", e);
        }
    }

    /** The private key of a file, which has no passphrase. */
    public static PrivateKey key(Path file) throws IOException {
        final Object object;
        try (Reader in = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(in)) {
            object = parser.readObject();
        }
        final PrivateKeyInfo key =
                switch (object) {
                    case PrivateKeyInfo plain -> plain;
                    case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                    case null -> throw new IOException("file " + file + " holds no key in PEM");
                    default ->
                            throw new IOException(
                                    "file "
                                            + file
                                            + " holds no private key without a passphrase in PEM");
                };
        return new JcaPEMKeyConverter().getPrivateKey(key);
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
