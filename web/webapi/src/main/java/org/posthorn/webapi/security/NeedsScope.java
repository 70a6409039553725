package org.posthorn.webapi.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.posthorn.apikeys.value.KeyScope;

/**
 * The scope that an API key needs for a resource method. Without the annotation no key may be used,
 * whatever roles are allowed.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsScope {
  /** The scope. */
  KeyScope value();
}
