package io.gatun.dataplane.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On picocli, which clients start with. */
final class JarUpgradeTest {

    @TempDir private Path folder;

    private Path original;
    private Path jar;

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        original =
                Path.of(
                        CommandLine.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        jar = folder.resolve("picocli.jar");
        Files.copy(original, jar);
    }

    @Test
    void classesGetStackMapsAndPassTheVerifier() throws Exception {
        JarUpgrade.upgrade(jar);
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (final ZipEntry entry : classes()) {
                final String name = entry.getName().replace('/', '.').replaceFirst("\\.class$", "");
                assertThat(Class.forName(name, true, loader).getClassLoader()).isSameAs(loader);
            }
        }
    }

    @Test
    void nothingIsLeftInTheOldForm() throws IOException {
        JarUpgrade.upgrade(jar);
        try (ZipFile upgraded = new ZipFile(jar.toFile())) {
            for (final ZipEntry entry : classes()) {
                final byte[] content = upgraded.getInputStream(entry).readAllBytes();
                assertThat(ClassFile.of().parse(content).majorVersion())
                        .as(entry.getName())
                        .isGreaterThanOrEqualTo(ClassFile.JAVA_8_VERSION);
            }
        }
    }

    @Test
    void aJarIsUpgradedOnce() throws IOException {
        JarUpgrade.upgrade(jar);
        final byte[] once = Files.readAllBytes(jar);
        JarUpgrade.upgrade(jar);
        assertThat(jar).hasBinaryContent(once);
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(jar));
    }

    private Iterable<ZipEntry> classes() throws IOException {
        try (ZipFile old = new ZipFile(original.toFile())) {
            return Collections.list(old.entries()).stream()
                    .map(ZipEntry.class::cast)
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .filter(entry -> !entry.getName().contains("module-info"))
                    .filter(entry -> !entry.getName().contains("groovy"))
                    .toList();
        }
    }
}
