package io.gatun.mgmt.pki;

import io.gatun.mgmt.message.Role;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * A small certificate authority in a folder: {@code ca.crt} and {@code ca.key}, and a folder for
 * each server and client it made, which holds all that one needs. Keys are on curve P-256.
 */
public final class Authority {

    /** Of certificates of servers and clients, when nothing else is said. */
    public static final int DAYS = 397;

    /** Of the authority itself. */
    public static final int AUTHORITY_DAYS = 3650;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:@-]{1,64}");
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final int SERIAL_BITS = 127;

    private final Path folder;
    private final X509Certificate certificate;
    private final PrivateKey key;
    private final SecureRandom random = new SecureRandom();

    private Authority(Path folder, X509Certificate certificate, PrivateKey key) {
        this.folder = folder;
        this.certificate = certificate;
        this.key = key;
    }

    /** Makes one; refused where there is one already. */
    public static Authority create(Path folder, String name, int days) throws IOException {
        makeFolder(folder);
        final Path file = folder.resolve("ca.crt");
        if (Files.exists(file) || Files.exists(folder.resolve("ca.key"))) {
            throw new FileAlreadyExistsException(file.toString());
        }
        try {
            final KeyPair keys = newKeys();
            final X500Name subject = subject(name);
            final JcaX509v3CertificateBuilder builder =
                    builder(
                            subject,
                            subject,
                            new BigInteger(SERIAL_BITS, new SecureRandom()),
                            days,
                            keys);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            final X509Certificate made = sign(builder, keys.getPrivate());
            PemFile.writeSecret(folder.resolve("ca.key"), keys.getPrivate());
            PemFile.write(file, made);
            return new Authority(folder, made, keys.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("the certificate of the authority cannot be made: " + e, e);
        }
    }

    /** One that was made before. */
    public static Authority open(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("ca.key"))) {
            throw new IOException(
                    "folder " + folder + " holds no authority; make one: gatun pki init " + folder);
        }
        return new Authority(
                folder,
                PemFile.certificates(folder.resolve("ca.crt"), "ca").getFirst(),
                PemFile.key(folder.resolve("ca.key")));
    }

    /**
     * What was made.
     *
     * @param folder with certificate, key and {@code ca.crt}
     * @param serial in hexadecimal digits
     */
    public record Made(Path folder, String serial, Instant validUntil) {}

    /**
     * For a router.
     *
     * @param names host names and addresses clients reach it by; the first names its folder
     */
    public Made server(List<String> names, int days) throws IOException {
        names.forEach(Authority::check);
        final List<GeneralName> alternatives =
                names.stream()
                        .map(name ->
                                new GeneralName(
                                        isAddress(name)
                                                ? GeneralName.iPAddress
                                                : GeneralName.dNSName,
                                        name))
                        .toList();
        return issue("server", names.getFirst(), alternatives, KeyPurposeId.id_kp_serverAuth, days);
    }

    private static boolean isAddress(String name) {
        return IPAddress.isValid(name);
    }

    /** For a client; the role is in it. */
    public Made client(String name, Role role, int days) throws IOException {
        check(name);
        final List<GeneralName> alternatives = new ArrayList<>();
        alternatives.add(
                new GeneralName(GeneralName.uniformResourceIdentifier, CertificateRole.uri(role)));
        return issue("client", name, alternatives, KeyPurposeId.id_kp_clientAuth, days);
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches() || name.startsWith(".")) {
            throw new IllegalArgumentException(
                    "name '"
                            + name
                            + "' is not within 1 to 64 of the characters A-Z a-z 0-9 . _ : @ -");
        }
    }

    private Made issue(
            String kind, String name, List<GeneralName> alternatives, KeyPurposeId use, int days)
            throws IOException {
        final Path own = folder.resolve(kind + "s").resolve(name);
        if (Files.exists(own)) {
            throw new FileAlreadyExistsException(own.toString());
        }
        try {
            final KeyPair keys = newKeys();
            final JcaX509v3CertificateBuilder builder =
                    builder(
                            X500Name.getInstance(
                                    certificate.getSubjectX500Principal().getEncoded()),
                            subject(name),
                            new BigInteger(SERIAL_BITS, random),
                            days,
                            keys);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(alternatives.toArray(new GeneralName[0])));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(certificate.getPublicKey()));
            final X509Certificate made = sign(builder, key);
            makeFolder(own);
            PemFile.writeSecret(own.resolve(kind + ".key"), keys.getPrivate());
            PemFile.write(own.resolve(kind + ".crt"), made);
            PemFile.write(own.resolve("ca.crt"), certificate);
            return new Made(
                    own, made.getSerialNumber().toString(16), made.getNotAfter().toInstant());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("the certificate of " + name + " cannot be made: " + e, e);
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X500Name subject(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, BigInteger serial, int days, KeyPair keys) {
        final Instant now = Instant.now();
        final Instant end = now.plus(Duration.ofDays(days));
        // one of no days or fewer has ended already, wherever clocks stand
        final Instant start = (days > 0 ? now : end).minus(CLOCKS_DIFFER);
        return new JcaX509v3CertificateBuilder(
                issuer,
                serial,
                Date.from(start),
                Date.from(days > 0 ? end : end.minusSeconds(1)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by)));
    }

    /** What a certificate calls its holder: the common name, else all of the subject. */
    public static String nameOf(X509Certificate certificate) {
        final X500Principal subject = certificate.getSubjectX500Principal();
        final X500Name name = X500Name.getInstance(subject.getEncoded());
        final var common = name.getRDNs(BCStyle.CN);
        return common.length == 0 ? subject.getName() : common[0].getFirst().getValue().toString();
    }
}
