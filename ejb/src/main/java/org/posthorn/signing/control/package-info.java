/** How keys are made, kept and used. */
@NullMarked
package org.posthorn.signing.control;

import org.jspecify.annotations.NullMarked;
