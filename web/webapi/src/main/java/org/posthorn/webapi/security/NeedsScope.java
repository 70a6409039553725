package org.posthorn.webapi.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.posthorn.apikeys.value.KeyScope;

/**
 * What a key must let do that is shown for a resource method. Without it no key will do, whatever
 * roles are allowed.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsScope {
  /** The scope. */
  KeyScope value();
}
