@NullMarked
package org.posthorn.sending.control;

import org.jspecify.annotations.NullMarked;
