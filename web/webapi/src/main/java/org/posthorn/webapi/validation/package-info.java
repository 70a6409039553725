/** Constraints of mail, beside those of Jakarta Validation. */
@NullMarked
package org.posthorn.webapi.validation;

import org.jspecify.annotations.NullMarked;
