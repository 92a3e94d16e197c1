package io.gatun.mgmt.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What one end of a TLS connection shows and believes, in PEM files (RFC 7468). A key is its
 * owner's file and has no passphrase.
 *
 * @param own what it shows; absent for a client that shows none
 * @param ca certificates of the authorities it believes; none where there is no file of them
 */
public record Identity(Optional<Own> own, Optional<Path> ca) {

    /** A certificate, with those between it and the authority behind it, and its key. */
    public record Own(Path certificate, Path key) {}

    /** A folder as {@code gatun pki} makes it for a client or a server. */
    public static Identity in(Path folder, String kind) {
        return new Identity(
                Optional.of(new Own(folder.resolve(kind + ".crt"), folder.resolve(kind + ".key"))),
                Optional.of(folder.resolve("ca.crt")));
    }

    /**
     * Reads the files.
     *
     * @throws IOException names the file and what is wrong with it, without its text
     */
    public SSLContext context() throws IOException {
        try {
            final SSLContext context = SSLContext.getInstance("TLSv1.3");
            final TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(authorities());
            context.init(own.isPresent() ? keys(own.get()) : null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private KeyStore authorities() throws GeneralSecurityException, IOException {
        final KeyStore store = empty();
        if (ca.isPresent()) {
            int number = 0;
            for (final X509Certificate each : PemFile.certificates(ca.get(), "ca")) {
                store.setCertificateEntry("ca" + number++, each);
            }
        }
        return store;
    }

    private static KeyManager[] keys(Own own) throws GeneralSecurityException, IOException {
        final List<X509Certificate> chain = PemFile.certificates(own.certificate(), "certificate");
        final PrivateKey key = PemFile.key(own.key());
        if (!isPair(key, chain.getFirst().getPublicKey())) {
            throw new IOException(
                    "key " + own.key() + " does not belong to certificate " + own.certificate());
        }
        final KeyStore store = empty();
        store.setKeyEntry("own", key, new char[0], chain.toArray(new X509Certificate[0]));
        final KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    /** Whether the one verifies what the other has signed. */
    private static boolean isPair(PrivateKey key, PublicKey shown)
            throws GeneralSecurityException, IOException {
        final String algorithm =
                switch (shown.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    case "EdDSA" -> "EdDSA";
                    default ->
                            throw new IOException(
                                    "certificates with keys of "
                                            + shown.getAlgorithm()
                                            + " are not known, only EC, RSA and EdDSA");
                };
        final Signature signature = Signature.getInstance(algorithm);
        try {
            signature.initSign(key);
            final byte[] signed = signature.sign();
            signature.initVerify(shown);
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException e) {
            return false; // of another algorithm or curve
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        final KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
