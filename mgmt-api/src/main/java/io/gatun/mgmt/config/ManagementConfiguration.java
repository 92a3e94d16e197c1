package io.gatun.mgmt.config;

import io.gatun.mgmt.pki.Identity;
import io.gatun.mgmt.schema.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Management from other machines; off where {@code listen} is absent. All files are PEM. */
public record ManagementConfiguration(
        @Setting(
                        value =
                                "The address and TCP port at which clients of other machines are"
                                        + " taken, over TLS 1.3.",
                        otherwise = "none are taken",
                        pattern = "([0-9.]{7,15}|\\[[0-9a-fA-F:.]{2,45}\\]):[0-9]{1,5}",
                        form = "an address and a port, such as 0.0.0.0:4653 or [::]:4653")
                Optional<String> listen,
        @Setting(
                        value =
                                "The certificate the router shows, from the folder of the"
                                        + " configuration; gatun pki server makes one.",
                        otherwise = "needed where listen is given")
                Optional<Path> certificate,
        @Setting(value = "Its private key.", otherwise = "needed where listen is given")
                Optional<Path> key,
        @Setting(
                        value =
                                "The authorities whose clients are taken; the role of a client"
                                        + " stands in its certificate.",
                        otherwise = "needed where listen is given")
                Optional<Path> ca,
        @Setting(
                        value =
                                "Serial numbers, in hexadecimal digits, of certificates that are"
                                        + " taken no more, over HTTP neither.",
                        otherwise = "none",
                        pattern = "[0-9a-f]{1,40}",
                        form = "a serial number of 1 to 40 hexadecimal digits in lower case")
                List<String> refuse) {

    public static final ManagementConfiguration DEFAULT =
            new ManagementConfiguration(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());

    public ManagementConfiguration {
        refuse = List.copyOf(refuse);
    }

    /** What the router shows and believes; absent where a file is not named. */
    public Optional<Identity> identity() {
        if (certificate.isEmpty() || key.isEmpty() || ca.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Identity(Optional.of(new Identity.Own(certificate.get(), key.get())), ca));
    }
}
