package io.gatun.mgmt.config;

import io.gatun.mgmt.model.ListenAddress;
import io.gatun.mgmt.pki.Identity;
import io.gatun.mgmt.schema.Records;
import io.gatun.mgmt.schema.Setting;
import java.nio.file.Path;
import java.util.Optional;

/** The router over HTTP. */
public record HttpConfiguration(
        @Setting(
                        value =
                                "Where the HTTP facade listens, such as 127.0.0.1:8080; what other"
                                        + " machines reach needs certificate and key, and tokens"
                                        + " or ca.",
                        otherwise = "no facade")
                Optional<ListenAddress> listen,
        @Setting(
                        value =
                                "The file of bearer tokens, mode 0600: a role, a name and a token a"
                                        + " line.",
                        otherwise = "everybody on this machine may read and nobody may change")
                Optional<Path> tokens,
        @Setting(value = "The PEM file of the certificate and its chain.", otherwise = "plain HTTP")
                Optional<Path> certificate,
        @Setting(value = "The PEM file of its private key, mode 0600.", otherwise = "plain HTTP")
                Optional<Path> key,
        @Setting(
                        value =
                                "The PEM file of the authorities whose client certificates are"
                                        + " taken beside tokens; the role of a client stands in its"
                                        + " certificate. Needs certificate and key.",
                        otherwise = "clients are asked for no certificate")
                Optional<Path> ca) {

    public static final HttpConfiguration DEFAULT = Records.byDefault(HttpConfiguration.class);

    /** What the facade shows and believes over TLS; absent for plain HTTP. */
    public Optional<Identity> identity() {
        return certificate.isEmpty() || key.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Identity(
                                Optional.of(new Identity.Own(certificate.get(), key.get())), ca));
    }
}
