package io.gatun.mgmt.cli;

import io.gatun.mgmt.config.ConfigurationFile;
import io.gatun.mgmt.schema.GroupShape;
import io.gatun.mgmt.schema.ListShape;
import io.gatun.mgmt.schema.Member;
import io.gatun.mgmt.schema.NamedShape;
import io.gatun.mgmt.schema.ValueShape;
import io.gatun.mgmt.schema.ValuesShape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The path of every setting without names, for completion: interfaces, interfaces.mtu, ... */
final class SettingPaths implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        final List<String> paths = new ArrayList<>();
        collect("", ConfigurationFile.SHAPE, paths);
        return paths.iterator();
    }

    private static void collect(String prefix, GroupShape group, List<String> paths) {
        for (final Member member : group.members()) {
            final String path = prefix + member.key();
            paths.add(path);
            switch (member.shape()) {
                case GroupShape below -> collect(path + ".", below, paths);
                case NamedShape named -> collect(path + ".", named.each(), paths);
                case ListShape list -> collect(path + ".", list.each(), paths);
                case ValueShape _, ValuesShape _ -> {}
            }
        }
    }
}
