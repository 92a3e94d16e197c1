package io.gatun.mgmt.http;

import io.gatun.mgmt.pki.Identity;
import java.io.IOException;
import javax.net.ssl.SSLContext;

/**
 * TLS of an HTTP server.
 *
 * @param asksForCertificate whether clients may show one; what no authority of the context has
 *     signed fails the handshake
 */
public record HttpTls(SSLContext context, boolean asksForCertificate) {

    /** Shows its own certificate, and asks for one where it knows authorities. */
    public static HttpTls of(Identity identity) throws IOException {
        return new HttpTls(identity.context(), identity.ca().isPresent());
    }
}
