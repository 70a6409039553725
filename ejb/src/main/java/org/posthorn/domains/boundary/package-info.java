/** The domains whose mail this installation takes. */
@NullMarked
package org.posthorn.domains.boundary;

import org.jspecify.annotations.NullMarked;
