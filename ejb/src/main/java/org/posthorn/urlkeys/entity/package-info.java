/** A key as a row. RFC 4467. */
@NullMarked
package org.posthorn.urlkeys.entity;

import org.jspecify.annotations.NullMarked;
