package io.gatun.mgmt.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate with its chain and its private key, each in a PEM file (RFC 7468). The key is in
 * PKCS #8 and without a password; nobody but its owner may read it.
 */
public record TlsFiles(Path certificate, Path key) {

    private static final char[] NO_PASSWORD = {};
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** What a server shows of itself; flaws are told without the key. */
    public SSLContext context() throws IOException {
        final List<Certificate> chain = chain();
        try {
            final KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry(
                    "gatun",
                    privateKey(chain.getFirst().getPublicKey().getAlgorithm()),
                    NO_PASSWORD,
                    chain.toArray(Certificate[]::new));
            final KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("key " + key + " does not go with certificate " + certificate, e);
        }
    }

    private List<Certificate> chain() throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            final List<Certificate> chain =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (chain.isEmpty()) {
                throw new IOException("file " + certificate + " holds no certificate");
            }
            return chain;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no certificate file " + certificate, e);
        } catch (GeneralSecurityException e) {
            throw new IOException("file " + certificate + " holds no certificate in PEM", e);
        }
    }

    private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
        OwnersFile.require(key, "key");
        final Matcher pem = KEY.matcher(Files.readString(key, US_ASCII));
        if (!pem.find()) {
            throw new IOException(
                    "file "
                            + key
                            + " holds no private key in PEM and PKCS #8; turn one into it:"
                            + " openssl pkcs8 -topk8 -nocrypt");
        }
        return KeyFactory.getInstance(algorithm)
                .generatePrivate(
                        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
    }
}
