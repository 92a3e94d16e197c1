package io.gatun.dataplane.configuration;

import io.gatun.mgmt.config.DpdkConfiguration;
import io.gatun.mgmt.config.HttpConfiguration;
import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.config.ManagementConfiguration;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.config.TunablesConfiguration;
import io.gatun.mgmt.config.WorkerConfiguration;
import io.gatun.mgmt.config.YamlFlawException;
import io.gatun.mgmt.config.YamlText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads the configuration file, the single truth, and finds every problem in it at once. */
public final class ConfigurationReader {

    /** What the configuration is for: a replay needs no devices. */
    public enum Purpose {
        RUN,
        REPLAY
    }

    private ConfigurationReader() {}

    public static RouterConfiguration read(Path file, Purpose purpose)
            throws ConfigurationException {
        return readText(text(file), file.toString(), purpose);
    }

    private static String text(Path file) throws ConfigurationException {
        try {
            final long bytes = Files.size(file);
            if (bytes > YamlText.MAX_CHARACTERS) {
                throw unreadable(
                        file, "the file has " + bytes + " bytes, above " + YamlText.MAX_CHARACTERS);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "the file is not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, "the file cannot be read: " + e.getMessage());
        }
    }

    private static ConfigurationException unreadable(Path file, String sentence) {
        return new ConfigurationException(List.of(new Problem(file.toString(), 1, sentence)));
    }

    /** Reads a text as if it stood in the file of this name, which need not exist. */
    public static RouterConfiguration readText(String text, String fileName, Purpose purpose)
            throws ConfigurationException {
        return readText(text, fileName, Path.of(fileName).resolveSibling(""), purpose);
    }

    /**
     * Reads a text that is no file, or not yet.
     *
     * @param name stands before the line in every problem
     * @param folder where the relative names of the files it imports begin
     */
    public static RouterConfiguration readText(
            String text, String name, Path folder, Purpose purpose) throws ConfigurationException {
        final Problems problems = new Problems(name);
        if (text.length() > YamlText.MAX_CHARACTERS) {
            problems.add(
                    1,
                    "the text has %d characters, above %d"
                            .formatted(text.length(), YamlText.MAX_CHARACTERS));
        }
        problems.throwIfAny();
        final Section file = Section.of("the file", root(text, name), problems);
        final RouterConfiguration configuration = read(file, purpose, folder, problems);
        problems.throwIfAny();
        return configuration;
    }

    private static MappingNode root(String text, String name) throws ConfigurationException {
        try {
            return YamlText.compose(text);
        } catch (YamlFlawException e) {
            throw new ConfigurationException(List.of(new Problem(name, e.line(), e.getMessage())));
        }
    }

    private static RouterConfiguration read(
            Section file, Purpose purpose, Path folder, Problems problems) {
        final String routerName = SettingsReader.name(file.section("router"));
        final DpdkConfiguration dpdk =
                Written.of(file.section("dpdk"), DpdkConfiguration.class).record();
        final WorkerConfiguration workers = SettingsReader.workers(file.section("workers"));
        final Map<String, PortConfiguration> ports =
                new PortReader(purpose, dpdk).read(file.section("ports"));
        final Written<TunablesConfiguration> tunables =
                Written.of(file.section("tunables"), TunablesConfiguration.class);
        final Scopes scopes = new Scopes(tunables.group("all"), tunables.group("byDefault"));
        final ConnectedSubnets subnets = new ConnectedSubnets();
        final Map<String, InterfaceConfiguration> interfaces =
                new InterfaceReader(ports, subnets, scopes, problems)
                        .read(file.section("interfaces"));
        final RouteReader routeReader = new RouteReader(interfaces.keySet(), subnets);
        final var routes = routeReader.read(file);
        final ImportReader imports = new ImportReader(folder, routeReader, problems);
        imports.read(file);
        final var neighbors = new NeighborReader(interfaces.keySet(), subnets).read(file);
        final ManagementConfiguration management =
                new ManagementReader(folder, purpose).read(file.section("management"));
        final HttpConfiguration http = new HttpReader(folder, purpose).read(file.section("http"));
        file.end();
        return new RouterConfiguration(
                routerName,
                dpdk,
                workers,
                List.copyOf(ports.values()),
                List.copyOf(interfaces.values()),
                routes,
                imports.imports(),
                imports.tables(),
                neighbors,
                SettingsReader.tunables(tunables),
                management,
                http);
    }
}
