package org.posthorn.webapi.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.posthorn.annotations.boundary.Annotations;

/** The value of a shared annotation of the server. */
public record SetAnnotation(@NotNull @Size(max = Annotations.MAX_VALUE) String value) {}
