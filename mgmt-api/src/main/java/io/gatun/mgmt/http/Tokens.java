package io.gatun.mgmt.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.pki.OwnersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bearer tokens (RFC 6750) of a file that only its owner may read. A line holds a role, a name
 * and a token of at least 16 characters; # begins a comment.
 *
 * <pre>
 * admin      alice       6c1f0a9e...
 * read-only  prometheus  b7d2c4e8...
 * </pre>
 */
public final class Tokens {

    private static final int FIELDS = 3;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{16,256}=*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private final List<Entry> entries;

    /** What is kept of a token cannot be turned back into it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Entry(Role role, String name, byte[] digest) {}

    /** The holder of a token. */
    record Holder(String name, Role role) {}

    private Tokens(List<Entry> entries) {
        this.entries = entries;
    }

    /** Reads the file; what is wrong with it is said without the token. */
    public static Tokens read(Path file) throws IOException {
        OwnersFile.require(file, "tokens");
        final List<String> lines = Files.readAllLines(file);
        final List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                entries.add(entry(line.split("\\s+", -1), file + ":" + (i + 1) + ": "));
            }
        }
        if (entries.isEmpty()) {
            throw new IOException("tokens file " + file + " holds no token");
        }
        return new Tokens(entries);
    }

    private static Entry entry(String[] fields, String at) throws IOException {
        if (fields.length != FIELDS) {
            throw new IOException(at + fields.length + " words, not a role, a name and a token");
        }
        // no word is quoted: the token may stand in another's place
        final Role role = role(fields[0], at);
        if (!NAME.matcher(fields[1]).matches()) {
            throw new IOException(at + "the second word is no name, which matches " + NAME);
        }
        if (!TOKEN.matcher(fields[2]).matches()) {
            throw new IOException(
                    at
                            + "the third word is no token, which matches "
                            + TOKEN
                            + "; make one: openssl rand -hex 32");
        }
        return new Entry(role, fields[1], digest(fields[2]));
    }

    private static Role role(String word, String at) throws IOException {
        for (final Role role : Role.values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IOException(at + "the first word is no role, which is read-only or admin");
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Takes as long for a wrong token as for a right one. */
    Optional<Holder> holder(String token) {
        final byte[] digest = digest(token);
        Optional<Holder> found = Optional.empty();
        for (final Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest(), digest)) {
                found = Optional.of(new Holder(entry.name(), entry.role()));
            }
        }
        return found;
    }
}
