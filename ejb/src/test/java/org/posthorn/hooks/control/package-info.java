@NullMarked
package org.posthorn.hooks.control;

import org.jspecify.annotations.NullMarked;
