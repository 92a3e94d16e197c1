package io.gatun.mgmt.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A record of which the file has many: by name in a mapping, or in a list. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Entry {

    /** What one of them is called: port, route. */
    String word();

    /** What the names match; empty in a list. */
    String name() default "";

    /** The key that names an element of a list; empty in a mapping. */
    String by() default "";
}
