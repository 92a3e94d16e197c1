package io.gatun.mgmt.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A record component that is a setting of the configuration, and all there is to know of it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /** What it does, in one sentence. */
    String value();

    /**
     * Its key in the file; by default the name of the component, in lower case with underscores.
     */
    String key() default "";

    /** What a number counts: ms, bytes, packets; empty for none. */
    String unit() default "";

    /** The default as the file would have it; empty where it has none or {@link #otherwise}. */
    String fallback() default "";

    /** The default in words, where it depends on something else. */
    String otherwise() default "";

    boolean isRequired() default false;

    /** The least a number may be. */
    long min() default 0;

    /** Why it may not be less: the end of a sentence. */
    String floor() default "the least of a count or time";

    /** The most a number may be. */
    long max() default Integer.MAX_VALUE;

    /** Why it may not be more: the end of a sentence. */
    String ceiling() default "the most this router counts";

    /** The words of an enum's constants in their order, where they are not its names. */
    String[] words() default {};

    /** What a text must match; empty for what its type says. */
    String pattern() default "";

    /** Such a text, for a person; empty for what its type says. */
    String form() default "";

    /** Whether one value may stand in the place of a list. */
    boolean orOne() default false;

    /** How an interface's value combines with the one for all. */
    Combine combine() default Combine.NONE;
}
