package io.gatun.mgmt.schema;

import java.lang.reflect.Type;

/**
 * A setting of a group.
 *
 * @param component the record component that declares it
 * @param key what it is called in the file
 * @param type of the component
 */
public record Member(String component, String key, Setting setting, Type type, Shape shape) {

    /** The default for a person: as it is written, or in words; empty where there is none. */
    public String byDefault() {
        return setting.otherwise().isEmpty() ? setting.fallback() : setting.otherwise();
    }
}
