package io.gatun.dataplane.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a jar that were compiled for Java 5 the form of Java 8, with stack maps
 * (JVMS §4.7.4). The JVM puts no class without them into a cache: it would read and verify picocli
 * anew, in the old way, at each start of a client. What the classes do stays the same.
 */
public final class JarUpgrade {

    /** The first version that has stack maps. */
    private static final int OLD_BELOW = ClassFile.JAVA_6_VERSION;

    private JarUpgrade() {}

    /**
     * Puts new jars in the place of old ones; one without old classes stays as it is.
     *
     * @param args the jars
     */
    public static void main(String[] args) throws IOException {
        for (final String jar : args) {
            upgrade(Path.of(jar));
        }
    }

    static void upgrade(Path jar) throws IOException {
        final Path next = jar.resolveSibling(jar.getFileName() + ".next");
        try (ZipFile old = new ZipFile(jar.toFile())) {
            if (old.stream().noneMatch(entry -> isOldClass(entry, read(old, entry)))) {
                return;
            }
            try (ZipOutputStream upgraded = new ZipOutputStream(Files.newOutputStream(next))) {
                for (final ZipEntry entry : Collections.list(old.entries())) {
                    final byte[] content = read(old, entry);
                    upgraded.putNextEntry(new ZipEntry(entry.getName()));
                    upgraded.write(isOldClass(entry, content) ? upgraded(content, old) : content);
                }
            }
        }
        Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isOldClass(ZipEntry entry, byte[] content) {
        return entry.getName().endsWith(".class")
                && ClassFile.of().parse(content).majorVersion() < OLD_BELOW;
    }

    private static byte[] upgraded(byte[] old, ZipFile jar) {
        final ClassFile format =
                ClassFile.of(
                        ConstantPoolSharingOption.NEW_POOL, // or code is copied as it is
                        StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(hierarchy(jar)));
        final ClassModel model = format.parse(old);
        return format.transformClass(
                model,
                ClassTransform.dropping(ClassFileVersion.class::isInstance)
                        .andThen(
                                ClassTransform.endHandler(
                                        made -> made.withVersion(ClassFile.JAVA_8_VERSION, 0)))
                        .andThen(
                                ClassTransform.transformingMethodBodies(
                                        (code, element) -> code.with(element))));
    }

    /** Of the classes of the jar, without loading them, and of Java's own. */
    private static ClassHierarchyResolver hierarchy(ZipFile jar) {
        return ClassHierarchyResolver.ofResourceParsing(
                        type -> {
                            final String name = type.descriptorString();
                            final ZipEntry entry =
                                    jar.getEntry(name.substring(1, name.length() - 1) + ".class");
                            return entry == null
                                    ? null
                                    : new ByteArrayInputStream(read(jar, entry));
                        })
                .orElse(ClassHierarchyResolver.defaultResolver());
    }

    private static byte[] read(ZipFile jar, ZipEntry entry) {
        try (InputStream content = jar.getInputStream(entry)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
