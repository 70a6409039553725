/** Keys as rows. */
@NullMarked
package org.posthorn.signing.entity;

import org.jspecify.annotations.NullMarked;
