/** Domains as rows. */
@NullMarked
package org.posthorn.domains.entity;

import org.jspecify.annotations.NullMarked;
