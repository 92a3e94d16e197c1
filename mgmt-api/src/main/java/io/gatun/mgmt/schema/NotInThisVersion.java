package io.gatun.mgmt.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Settings people know from elsewhere and that a record has not: refused by name, with a reason.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(NotInThisVersion.List.class)
public @interface NotInThisVersion {

    String[] keys();

    /** What the router does without them: the end of a sentence. */
    String because();

    /** For the compiler. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {

        NotInThisVersion[] value();
    }
}
