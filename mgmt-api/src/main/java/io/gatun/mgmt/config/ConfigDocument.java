package io.gatun.mgmt.config;

import io.gatun.mgmt.codec.RefusedException;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The text of a configuration, with edits that give a new one. Immutable. What is edited is a tree
 * of keys, values and lists; whether a router can be run with it is not judged here.
 *
 * <p>An edit keeps comments, the order of keys, quotes, and braces where there were braces; blanks
 * before a comment and inside braces become one, or none. Comments between the elements of braces
 * and brackets that span lines may be lost.
 */
public final class ConfigDocument {

    public static final ConfigDocument EMPTY = new ConfigDocument("");

    private final String text;

    private ConfigDocument(String text) {
        this.text = text;
    }

    public static ConfigDocument parse(String text) throws YamlFlawException {
        if (text.length() > YamlText.MAX_CHARACTERS) {
            throw new YamlFlawException(
                    1,
                    "the text has %d characters, above %d"
                            .formatted(text.length(), YamlText.MAX_CHARACTERS));
        }
        DuplicateKeys.refuse(YamlText.composeWithComments(text));
        return new ConfigDocument(text);
    }

    /** As YAML; what was parsed, as long as nothing is edited. */
    public String text() {
        return text;
    }

    private MappingNode tree() {
        try {
            return YamlText.composeWithComments(text);
        } catch (YamlFlawException e) {
            throw new IllegalStateException("this text was parsed before", e);
        }
    }

    /**
     * What stands there: a value as it is, a mapping or list as YAML; absent where nothing does.
     */
    public Optional<String> get(ConfigPath path) throws RefusedException {
        return new DocumentTree(tree())
                .find(path)
                .map(node ->
                        Nodes.text(node)
                                .orElseGet(() ->
                                        Nodes.isNull(node) ? "" : YamlText.render(node, true)));
    }

    /** The keys under a path, or the names of a list's elements; none where there are none. */
    public List<String> names(ConfigPath path) throws RefusedException {
        return new DocumentTree(tree()).names(path);
    }

    /**
     * Puts a value in the place of what is there, or where nothing is yet; the mappings and list
     * elements on the way are made.
     *
     * @param value a word or number, or YAML within braces, brackets or quotes
     */
    public ConfigDocument set(ConfigPath path, String value) throws RefusedException {
        return edited(tree -> tree.set(path, ValueText.parse(path, value)));
    }

    /** Takes out a key and all under it, or an element of a list. */
    public ConfigDocument delete(ConfigPath path) throws RefusedException {
        return edited(tree -> tree.delete(path));
    }

    /**
     * Appends an element to a list, which is made where there is none; refused where it is there.
     */
    public ConfigDocument add(ConfigPath list, String element) throws RefusedException {
        return edited(tree -> tree.add(list, ValueText.parse(list, element)));
    }

    /**
     * Takes the one element out of a list that is this value or has this name, or that has all that
     * is given in braces: {@code {prefix: 10.0.0.0/8, metric: 20}}.
     */
    public ConfigDocument remove(ConfigPath list, String element) throws RefusedException {
        return edited(tree -> tree.remove(list, ValueText.parse(list, element)));
    }

    /** What becomes different from this one to {@code next}; the order of keys does not count. */
    public List<DocumentChange> difference(ConfigDocument next) {
        return DocumentDifference.of(tree(), next.tree());
    }

    private interface Edit {
        void on(DocumentTree tree) throws RefusedException;
    }

    private ConfigDocument edited(Edit edit) throws RefusedException {
        final MappingNode root = tree();
        edit.on(new DocumentTree(root));
        return new ConfigDocument(rendered(root));
    }

    /** With comments, unless those come out in a way that changes what is said. */
    private static String rendered(MappingNode root) {
        final String text = YamlText.render(root, true);
        try {
            final Node again = YamlText.composeWithComments(text);
            if (Nodes.isSame(root, again)) {
                return text;
            }
        } catch (YamlFlawException e) {
            return YamlText.render(root, false);
        }
        return YamlText.render(root, false);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigDocument document && document.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
