package org.posthorn.webapi.admin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A shared annotation of the server. */
public record AnnotationView(@Schema(example = "/shared/comment") String entry, String value) {}
