package dev.heddle.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says why classes of one package know each other in a circle. A test finds every circle that has no such reason. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Circle {
    /** The reason, in a sentence. */
    String value();
}
