package org.posthorn.webapi.security;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may call a resource method, by its annotations or else by those of its class. One without any
 * may be called by nobody.
 *
 * @param everybody whether no login is needed
 * @param roles any of which suffices
 */
record Access(boolean everybody, Set<String> roles) {
  private static final Access NOBODY = new Access(false, Set.of());
  private static final List<Class<? extends Annotation>> KINDS =
      List.of(DenyAll.class, RolesAllowed.class, PermitAll.class);

  static Access of(Method method, Class<?> resource) {
    return declared(method).or(() -> declared(resource)).orElse(NOBODY);
  }

  private static Optional<Access> declared(AnnotatedElement element) {
    return KINDS.stream()
        .filter(element::isAnnotationPresent)
        .findFirst()
        .map(kind -> of(element.getAnnotation(kind)));
  }

  private static Access of(Annotation annotation) {
    if (annotation instanceof RolesAllowed allowed) {
      return new Access(false, Set.of(allowed.value()));
    }
    return annotation instanceof PermitAll ? new Access(true, Set.of()) : NOBODY;
  }
}
