/** Errors as problem details. RFC 9457. */
@NullMarked
package org.posthorn.webapi.problem;

import org.jspecify.annotations.NullMarked;
