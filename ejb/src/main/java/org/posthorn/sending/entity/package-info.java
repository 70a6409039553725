/** Rows of mail that was sent from pages. */
@NullMarked
package org.posthorn.sending.entity;

import org.jspecify.annotations.NullMarked;
